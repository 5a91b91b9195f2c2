"""What a chapter looks like: its cells, headings, pictures, folded answers and sections.

Each rule takes a page and returns its faults, one sentence each.
"""

import ast
import collections
import itertools
import re

from tests.chapters.pages import SUMMARY, headings, items, plain, section, source, without_code

LONGEST = 15  # lines of a code cell
OURS = "behind_the_match"  # under which a cell's metadata holds what is ours

# What a chapter may import. Nothing here reaches a file or the network by itself.
IMPORTS = {
    *("engine", "widgets", "altair", "ipywidgets", "numpy", "pandas"),
    *("collections", "dataclasses", "functools", "html", "itertools", "math", "statistics"),
}
CALLS = {"open", "exec", "eval", "compile", "input", "__import__", "get_ipython"}
READS = re.compile(r"(read_\w+|load|loadtxt|genfromtxt|fromfile|urlopen|urlretrieve|tofile)")

# What every chapter has, as a heading of the second level. Three dots: how a heading begins.
OBJECTIVES, SUMMARY_NAME = "What you will be able to do", "What you can do now"
DISAGREE, SOURCES = "Where the documents disagree", "Sources"
SECTIONS = (
    OBJECTIVES,
    "Explore...",  # the opening explorer
    "Predict...",  # at least one prediction
    "Replay...",  # the story of the document, run again
    DISAGREE,
    "What this model leaves out",
    "What the official rules say",
    "What you can control",
    "Where this comes from",
    SUMMARY_NAME,
    SOURCES,
)

# Words that two sentences share without being about the same thing.
COMMON = set(
    re.findall(
        r"\w+",
        """
        a about all an and any are as at be by can each every for from has have how if in into is
        it its may more no not of on one only or other out so than that the their them then there
        they this to two what when where which who why will with you your
        """,
    )
)


def _parsed(cell):
    try:
        return ast.parse(source(cell))
    except SyntaxError:
        return None


def code_cells(page):
    """Short, folded, plain Python, and nothing from outside."""
    faults = []
    for cell in page.code:
        name, lines = cell["id"], source(cell).splitlines()
        if len(lines) > LONGEST:
            faults.append(f"{name} has {len(lines)} lines; at most {LONGEST}")
        if not cell["metadata"].get("jupyter", {}).get("source_hidden"):
            faults.append(f"{name} is not folded")
        if any(re.match(r"\s*[%!]|.*\w\?+\s*$", line) for line in lines):
            faults.append(f"{name} uses a command of the notebook (%, ! or ?)")
        elif (tree := _parsed(cell)) is None:
            faults.append(f"{name} is not Python")
        else:
            faults += [f"{name} {fault}" for fault in _reaching_out(tree)]
    return faults


def _reaching_out(tree):
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names):
                imported = [module or "."]
                if any(alias.name == "*" for alias in names):
                    yield f"imports everything from {module}"
            case ast.Call(func=ast.Name(id=called)) if called in CALLS:
                yield f"calls {called}"
                continue
            case ast.Call(func=ast.Attribute(attr=called)) if READS.fullmatch(called):
                yield f"calls {called}"
                continue
            case _:
                continue
        wrong = [name for name in imported if name.split(".")[0] not in IMPORTS]
        yield from (f"imports {name}" for name in wrong)


def late_names_are_given_once(page):
    """What a function looks up when a learner locks a guess is still what its cell meant."""
    bound, late = collections.defaultdict(set), set()
    for cell in page.code:
        for statement in (_parsed(cell) or ast.Module([], [])).body:
            if isinstance(statement, ast.FunctionDef):
                bound[statement.name].add(cell["id"])
                late |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
                names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
                for node in names:
                    if isinstance(node.ctx, ast.Store):
                        bound[node.id].add(cell["id"])
    return [
        f"{name} is given in {' and '.join(sorted(cells))}, and a function looks it up later"
        for name, cells in sorted(bound.items())
        if name in late and len(cells) > 1
    ]


def cell_ids(page):
    """Each id once, in words: a link to a cell, and a change to it, can then be read."""
    found = [cell["id"] for cell in page.cells]
    faults = [f"{id} is there twice" for id, n in collections.Counter(found).items() if n > 1]
    for id in found:
        parts = id.split("-")
        drawn = [p for p in parts if re.fullmatch(r"(?=[a-f]*\d)[0-9a-f]{6,}", p)]
        wordless = not any(re.fullmatch(r"[a-z]{2,}", part) for part in parts)
        if drawn or wordless or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
            faults.append(f"{id!r} says nothing; use small words with hyphens")
    return faults


def headings_nest(page):
    """One title, first; below it no level is skipped, and no heading is empty."""
    found = headings(page.markdown)
    faults = [f"a heading of level {level} is empty" for level, text in found if not text]
    titles = [text for level, text in found if level == 1]
    if len(titles) != 1 or found[0][0] != 1:
        faults.append(f"one title, before all other headings; there are {titles}")
    for (before, _), (level, text) in itertools.pairwise(found):
        if level > before + 1:
            faults.append(f"{text!r} goes from level {before} to level {level}")
    return faults


def pictures_have_words(page):
    """What a picture shows is said for those who do not see it."""
    text = without_code(page.markdown)
    faults = [
        f"the picture {address} has no words"
        for alt, address in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", text)
        if not re.search(r"\w+\W+\w+", alt)
    ]
    for tag in re.findall(r"<(?:img|svg)\b[^>]*>", text):
        words = re.search(r"(?:alt|aria-label)=([\"'])(.*?)\1", tag)
        if not words or not re.search(r"\w+\W+\w+", words[2]):
            faults.append(f"the picture {tag} has no words")
    return faults


def what_waits_for_a_guess_has_one(page):
    """A text that stands closed until a guess is locked names a prediction above it."""
    asked, faults = set(), []
    for cell in page.cells:
        if cell["cell_type"] == "code":
            asked |= set(_predictions(_parsed(cell)))
            continue
        key = cell["metadata"].get(OURS, {}).get("after")
        if key is not None and key not in asked:
            faults.append(f"{cell['id']} waits for the guess {key!r}, which nothing above asks for")
    return faults


def _predictions(tree):
    for node in ast.walk(tree or ast.Module([], [])):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Prediction":
            yield node.args[0].value


def folded_answers_are_named(page):
    """Every fold begins with a summary that has words, and ends."""
    text = without_code(page.markdown)
    faults = []
    if text.count("<details") != text.count("</details>"):
        faults.append("a <details> is not closed, or closed twice")
    for inside in re.findall(r"(?s)<details\b[^>]*>\s*(.*?)</details>", text):
        begins = SUMMARY.match(inside)
        if not begins or not plain(begins[0]):
            faults.append(f"no <summary> with words before {plain(inside)[:50]!r}")
    return faults


def sections_are_there(page):
    """Every chapter has the sections that `SECTIONS` lists; those named in full, once."""
    second = [text for level, text in headings(page.markdown) if level == 2]
    faults = []
    for name in SECTIONS:
        begin = name.removesuffix("...")
        found = [text for text in second if text.startswith(begin)]
        if begin != name:
            if not found:
                faults.append(f"no heading begins with {begin!r}")
        elif second.count(name) != 1:
            faults.append(f"{second.count(name)} headings {name!r}; there must be one")
    return faults


def stem(word):
    """Cut a word short enough that its forms look alike: simulated, simulates, simulating."""
    word = re.sub(r"(?:ing|ed|es|s|e)$", "", word)
    return re.sub(r"([^aeiou])\1$", r"\1", word)


def stems(text):
    return [stem(word) for word in re.findall(r"[a-z0-9]+", plain(text).lower())]


def summary_mirrors_objectives(page):
    """What is promised is numbered, and taken up again: same verb, two words in common."""
    promised = items(section(page.markdown, OBJECTIVES) or "")
    taken_up = items(section(page.markdown, SUMMARY_NAME) or "")
    if not promised or len(promised) != len(taken_up):
        return [f"{len(promised)} objectives, {len(taken_up)} items of the summary"]
    faults, common = [], set(map(stem, COMMON))
    for place, (before, after) in enumerate(zip(promised, taken_up, strict=True), start=1):
        first, second = stems(before), stems(after)
        shared = set(first[1:]) & set(second[1:]) - common
        if first[:1] != second[:1] or len(shared) < 2:
            faults.append(f"item {place}: {plain(before)!r} is not taken up by {plain(after)!r}")
    return faults
