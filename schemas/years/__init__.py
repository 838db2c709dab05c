"""From one year to the next: crosswalks, last year's answers, answers that are carried."""
