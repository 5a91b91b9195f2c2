"""The course as one folder of files that any web server can hand out: it runs in the browser."""
