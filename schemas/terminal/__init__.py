"""What all command lines share: options, exit statuses, where output goes, how progress shows."""
