"""The program's version, read by the build too."""

VERSION = "0.1.0"
