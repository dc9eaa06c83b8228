"""Published and worked examples of before and after, as the goldens keep them."""

import json
from pathlib import Path

GOLDENS = Path(__file__).parent / "goldens" / "before_after"
EXAMPLES = {
    example["name"]: example
    for example in json.loads((GOLDENS / "worked_examples.json").read_text("utf-8"))
}
