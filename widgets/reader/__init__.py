"""The reader's view: how does a chapter open like an article, and wake when its kernel is gone?

`labextension/` is an extension of JupyterLab, Notebook 7 and JupyterLite in plain JavaScript, with
no build. It comes with the package and acts on a notebook whose metadata asks for it, and on no
other. `prestart` is an extension of the server: it starts a page's kernel before its browser.
"""
