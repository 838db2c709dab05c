"""The ribbon: its XML, VBA, words and icons, and how they become one .xlam."""
