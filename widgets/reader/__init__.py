"""The reader's view: how does a chapter open like an article, and wake when its kernel is gone?

`labextension/` is an extension of JupyterLab, Notebook 7 and JupyterLite in plain JavaScript, without
a build. It comes with the package and acts on a notebook whose metadata asks for it, and on no other.
`prestart` is a small extension of the server, which starts the kernel of a page before its browser.
"""
