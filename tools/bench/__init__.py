"""Speed and size, measured beside their floors."""
