"""Evaluates expressions and templates with Jinja: JSON lines {expression, scope} or {template, scope, options} in, {value}
or {error} out."""
import json
import sys
from jinja2 import Environment, StrictUndefined, Undefined


class Chained(StrictUndefined):
    """As in Ansible: what is not defined has no attributes that are."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self


def plain(value):
    if isinstance(value, Undefined):
        raise ValueError("undefined")
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, complex) or callable(value):
        raise ValueError("no plain data")
    return [plain(item) for item in value]


environment = Environment(undefined=Chained)
for line in sys.stdin:
    case = json.loads(line)
    try:
        if "template" in case:
            settings = Environment(undefined=Chained, keep_trailing_newline=True, **case["options"])
            print(json.dumps({"value": settings.from_string(case["template"]).render(**case["scope"])}))
            continue
        compiled = environment.compile_expression(case["expression"], undefined_to_none=False)
        answer = {"value": plain(compiled(**case["scope"]))}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer))
