"""The course where nothing moves: as a book, and on paper.

A chapter is run as it stands, and each of its widgets says what it shows at first (`stills`). The
browser of the machine draws the pictures (`pictures`), with the JavaScript that draws them for a
learner. `handout` makes paper of that, `pages` the pages of the book.
"""
