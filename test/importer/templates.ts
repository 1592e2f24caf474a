import fc from 'fast-check';

/** Variables for generated templates. No booleans or null are printed: those Python shows in its own way. */
export const templateScope = {
  name: 'web',
  port: 80,
  yes: true,
  no: false,
  empty: '',
  words: ['b', 'A', 'c', 'a'],
  numbers: [3, 1, 2],
  nothing: [],
  map: { x: 'one', 'y-z': 'two' },
  users: [
    { name: 'ann', uid: 1, admin: true, groups: ['a', 'b'] },
    { name: 'bob', uid: 2, admin: false, groups: [] },
  ],
};

const text = fc.constantFrom(
  ...[
    'a',
    ' b ',
    '\n',
    '\n\n',
    '  ',
    '\n  ',
    'x\n',
    ' = ',
    '\\',
    '{',
    '}',
    '$',
    '"',
    "'",
    '<&>',
    '#',
    '%',
    'é',
    '\t',
    '\n\t',
  ],
);
export const list = fc.constantFrom(
  'words',
  'numbers',
  'nothing',
  'words | sort',
  'words | unique | list',
  'range(3)',
  'name | list',
  'words + ["z"]',
  'users | map(attribute="name") | list',
  'map.keys()',
  '[1, 2]',
  'words | reject("equalto", "b") | list',
);
export const value = fc.constantFrom(
  ...[
    'name',
    'port',
    'map.x',
    "map['y-z']",
    'words[0]',
    'words[-1]',
    'words[1:] | join',
    'name[:-1]',
    'users[0].name',
    'missing | default("d")',
    'empty | default("d", true)',
  ],
  ...[
    'name | upper',
    'port + 1',
    'port * 2 - 3',
    'name ~ ":" ~ port',
    '"a" if yes else "b"',
    '"a" if no',
    'words | join(", ")',
    'words | length',
  ],
  ...[
    'name.split("e")[0]',
    'name.replace("w", "m")',
    'map.get("q", "none")',
    'words | map("upper") | join("-")',
    '(numbers | max) // 2',
    '"it\'s"',
    '\'"q"\'',
  ],
  ...[
    'words | sort | first',
    'numbers | sum',
    'name | regex_replace_not',
    'name | b64',
    'users | selectattr("admin") | map(attribute="name") | first',
  ],
  ...[
    'words | sort(reverse=true) | join',
    'numbers | sort | last',
    '[3, port] | min',
    '2.5 | round | int',
    '"a,b".split(",") | join("|")',
    '" x " | trim',
  ],
);
export const test = fc.constantFrom(
  ...[
    'yes',
    'no',
    'not no',
    'name == "web"',
    'port > 79 and yes',
    'missing is defined',
    'name is defined',
    'port in [80, 443]',
    '"z" not in words',
    'nothing',
  ],
  ...[
    'map',
    'empty or yes',
    'name is string',
    'port is divisibleby 2',
    'name.startswith("w")',
    'name.endswith("x")',
    'words | length > 2',
    'map.x is defined and map.q is not defined',
    '1 < port <= 80',
  ],
);
const dash = fc.constantFrom('', '', '', '', '-');
const lineEnd = fc.constantFrom('\n', '\n', '\n', '', ' ', '\n\n', '  \n');

export const { template } = fc.letrec<{ template: string }>((tie) => ({
  template: fc
    .array(
      fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        { weight: 5, arbitrary: text },
        { weight: 3, arbitrary: fc.tuple(dash, value, dash).map(([a, inner, b]) => `{{${a} ${inner} ${b}}}`) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '{# note #}',
            '{# a #}\n',
            '{% raw %}{{ x }}{% endraw %}',
            '{% raw %}\n{% if %}\n{% endraw %}\n',
          ),
        },
        statement('if', test, tie('template')),
        fc
          .tuple(test, lineEnd, tie('template'), lineEnd, tie('template'), lineEnd)
          .map(
            ([what, e1, a, e2, b, e3]) =>
              `{% if ${what} %}${e1}${a}{% elif yes %}${e2}${b}{% else %}\n${a}{% endif %}${e3}`,
          ),
        statement(
          'for',
          list.map((each) => `item in ${each}`),
          tie('template').map((inner) => `${inner}{{ item }}{{ loop.index }}{% if not loop.last %},{% endif %}`),
        ),
        statement(
          'for',
          fc.constantFrom(
            'k, v in map.items()',
            'k, v in map | dictsort',
            'v in words if v != "c"',
            'u in users if u.admin',
          ),
          tie('template'),
        ),
        fc
          .tuple(tie('template'), lineEnd)
          .map(
            ([inner, end]) =>
              `{% for u in users %}\n${inner}{{ u.name }}{% for g in u.groups %}${end}{{ g }}{{ u.uid }}{{ name }}{% else %}none{% endfor %}\n{% endfor %}\n`,
          ),
        fc.tuple(value, lineEnd).map(([what, end]) => `{% set v = ${what} %}${end}{{ v }}`),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join('')),
}));

function statement(word: string, head: fc.Arbitrary<string>, inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(dash, head, dash, lineEnd, inner, dash, dash, lineEnd)
    .map(
      ([a, what, b, e1, body, c, d, e2]) => `{%${a} ${word} ${what} ${b}%}${e1}${body}{%${c} end${word} ${d}%}${e2}`,
    );
}
