"""The ribbon's buttons, and the Excel behind them."""
