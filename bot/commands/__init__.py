"""Discord's commands and presses: parse, ask the library, render, reply."""
