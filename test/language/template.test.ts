import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Scope } from '../../src/language/scope.ts';
import { PendingVariable } from '../../src/language/scope.ts';
import { compileTemplate } from '../../src/language/template.ts';
import { locatedText, pointed, problemsOf } from '../support/located-text.ts';

const scope: Scope = {
  port: 80,
  name: 'web1',
  empty: '',
  nothing: null,
  flag: true,
  off: false,
  words: ['web', 'db'],
  none_at_all: [],
  os: { family: 'Debian', version: { major: 12 } },
  servers: [
    { name: 'a', port: 1 },
    { name: 'b', port: 2 },
  ],
  "it's": 'quoted',
  values: 'a variable with the name of a helper',
};

const render = (text: string, more: Scope = {}): string => compile(text).render({ ...scope, ...more });
const compile = (text: string): ReturnType<typeof compileTemplate> => compileTemplate(text, locatedText(text));

describe('rendering', () => {
  test.each([
    ['listen {{port}};', 'listen 80;'],
    ['{{ os.version.major }} {{os.[family]}} {{flag}} {{off}}', '12 Debian true false'],
    ['{{{name}}} {{&name}} <{{concat "<" name ">"}}>', 'web1 web1 <<web1>>'],
    ['a{{! comment }}b{{!-- }} --}}c', 'abc'],
    [String.raw`\{{port}} {{port}}`, '{{port}} 80'],
    ['{{{{raw}}}}{{ $labels.instance }}{{{{/raw}}}}', '{{ $labels.instance }}'],
    ['{{#if flag}}yes{{else}}no{{/if}}{{#unless flag}}x{{/unless}}', 'yes'],
    ['{{#if off}}a{{else if empty}}b{{else if words}}c{{else}}d{{/if}}', 'c'],
    ['{{#if none_at_all}}a{{/if}}{{#if nothing}}b{{/if}}{{^if off}}c{{/if}}', 'c'],
    ['{{#each words}}{{@index}}={{this}}{{#unless @last}},{{/unless}}{{/each}}', '0=web,1=db'],
    ['{{#each servers as |s i|}}{{i}}{{s.name}}{{port}} {{/each}}', '0a1 1b2 '],
    ['{{#each servers}}{{name}}@{{../name}}:{{@root.port}} {{/each}}', 'a@web1:80 b@web1:80 '],
    ['{{#each os}}{{@key}} {{/each}}', 'family version '],
    ['{{#each none_at_all}}x{{else}}none{{/each}}', 'none'],
    ['{{#with os.version}}{{major}}{{else}}x{{/with}}', '12'],
    ['{{#each servers}}{{#each ../words}}{{@../index}}{{this}}{{/each}}{{/each}}', '0web0db1web1db'],
    ['{{#let port=81 n=(upper name)}}{{port}}{{n}}{{#each words}}{{n}}{{/each}}{{/let}}{{port}}', '81WEB1WEB1WEB180'],
    ['{{hash name "sha256"}}', '659a7fb2af476fae688d711213d91dc1550a37f0395a00a6f7bacb78ece3666b'],
    ['{{join (map (selectattr servers "port" "gt" 1) attribute="name") ","}}', 'b'],
    ['{{#if (is servers "sequence")}}list{{/if}}{{#unless (is name "match" "db")}} no{{/unless}}', 'list no'],
    ['{{default empty nothing "x" empty=true}}{{default empty "y"}}', 'x'],
    [
      '{{cidr_network "10.1.2.3/20"}} {{cidr_host "2001:db8::/64" 10}} {{cidr_host "10.0.0.0/8" -2}}',
      '10.1.0.0 2001:db8::a 10.255.255.254',
    ],
    ['{{strftime "%Y-%m-%d %H:%M" 0}} {{json (dict "a" (list 1 port))}}', '1970-01-01 00:00 {"a":[1,80]}'],
    ['{{indent "a\\nb" 2}}', '  a\\nb'],
    ['{{values}}', 'a variable with the name of a helper'],
    ["{{[it's]}}", 'quoted'],
    ['a\n{{#if flag}}\n  b\n{{/if}}\nc\n', 'a\n  b\nc\n'],
    ['{{#if flag ~}}   x   {{~/if}}', 'x'],
    ['no template {} }} here', 'no template {} }} here'],
    ['LogFormat "%{%d/%b/%Y}t {{port}}"', 'LogFormat "%{%d/%b/%Y}t 80"'],
  ])('%s', (text, wanted) => {
    expect(render(text)).toBe(wanted);
  });

  test.each([
    ['{{#if (and (eq port 80) (ne name "x") (not off))}}yes{{/if}}', 'yes'],
    ['{{#if (or (lt port 80) (gte port 80))}}yes{{/if}}', 'yes'],
    ['{{#if (in "web" words)}}a{{/if}}{{#if (in "family" os)}}b{{/if}}{{#if (in "eb" name)}}c{{/if}}', 'abc'],
    ['{{default nope "x"}} {{default os.nope nothing "y"}} {{default port 1}}', 'x y 80'],
    [
      '{{#if (defined "nope")}}a{{else}}b{{/if}}{{#if (defined "os.family")}}c{{/if}}{{#if (defined os.x)}}d{{/if}}',
      'bc',
    ],
    ['{{#if (and (defined "nope") (eq nope 1))}}a{{/if}}', ''],
    ['{{ternary flag "on" "off"}} {{required name "give a name"}}', 'on web1'],
    ['{{join words}} {{join words "|"}} {{join (pluck servers "name") ""}} {{length words}}', 'web, db web|db ab 2'],
    ['{{join (sort words)}} {{join (reverse words)}} {{first words}} {{last words}}', 'db, web db, web web db'],
    [
      '{{join (unique (list 1 1 2))}} {{join (range 1 3) " "}} {{join (keys os)}} {{join (values version)}}',
      '1, 2 1 2 3 family, version 12',
    ],
    ['{{lookup os "family"}} {{lookup words 1}}', 'Debian db'],
    [
      '{{default (lookup os "x") "none"}} {{default (lookup os "x") (lookup os "family")}} {{lookup words 9 default="-"}}',
      'none Debian -',
    ],
    ['{{lower "A"}}{{upper "b"}}{{trim " c "}}{{replace "d.e.f" "." "-"}}', 'aBcd-e-f'],
    [
      '{{join (split "a:b" ":") ";"}}{{#if (starts_with name "web")}}{{#if (ends_with name "1")}}!{{/if}}{{/if}}',
      'a;b!',
    ],
    ['{{json servers}} {{json "é<"}}', '[{"name":"a","port":1},{"name":"b","port":2}] "é<"'],
    ['{{json words indent=2}}', '[\n  "web",\n  "db"\n]'],
    ['x:\n{{indent (yaml os) 2}}', 'x:\n  family: Debian\n  version:\n    major: 12'],
    ['{{sh_quote "it\'s; rm"}} {{b64decode (b64encode name)}}', String.raw`'it'\''s; rm' web1`],
    ['{{add port 1}} {{sub port 1}} {{mul 2 3}} {{div 7 2}} {{mod -7 3}} {{max 1 2}} {{min 1 2}}', '81 79 6 3.5 2 2 1'],
    ['{{round 1.5}} {{floor 1.9}} {{ceil 1.1}}', '2 1 2'],
  ])('%s calls helpers', (text, wanted) => {
    expect(render(text, { version: { major: 12 } })).toBe(wanted);
  });

  test('text without braces stays what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/\{\{|\{%|\\|\0/.test(text));
        expect(render(text)).toBe(text);
        expect(render(`${text}{{port}}`)).toBe(`${text}80`);
      }),
      { seed: 1 },
    );
  });

  test('values are never templates themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(render('<{{value}}>', { value })).toBe(`<${value}>`);
      }),
      { seed: 1 },
    );
    expect(render('{{value}}', { value: '{{port}}' })).toBe('{{port}}');
  });
});

describe('a text that is one template alone', () => {
  test.each([
    ['{{port}}', 80],
    ['{{ words }}', ['web', 'db']],
    ['{{nothing}}', null],
    ['{{off}}', false],
    ['{{default nope 5}}', 5],
    ['{{list 1 2}}', [1, 2]],
    ['{{port}} ', '80 '],
    ['{{port}}{{port}}', '8080'],
    ['text', 'text'],
    ['', ''],
  ])('%s keeps the type', (text, wanted) => {
    expect(compile(text).renderValue(scope)).toEqual(wanted);
  });
});

describe('values that cannot be rendered', () => {
  test.each([
    ['{{prot}}', 'unknown-variable', 'prot', 'did you mean "port"?'],
    ['{{os.famly}}', 'unknown-variable', 'os.famly', 'did you mean "family"?'],
    ['{{os.version.major.x}}', 'unknown-variable', 'os.version.major.x', undefined],
    ['{{#if nope}}a{{/if}}', 'unknown-variable', 'nope', undefined],
    ['{{#if os.nope.deep}}a{{/if}}', 'unknown-variable', 'os.nope.deep', undefined],
    ['{{#each nope}}a{{/each}}', 'unknown-variable', 'nope', undefined],
    ['{{#if (eq nope 1)}}a{{/if}}', 'unknown-variable', 'nope', undefined],
    ['{{json x=1 nope}}'.replace(' x=1', ''), 'unknown-variable', 'nope', undefined],
    ['{{default nope prot}}', 'unknown-variable', 'prot', 'did you mean "port"?'],
    [
      '{{#each servers}}{{flag}}{{/each}}',
      'unknown-variable',
      'flag',
      'inside {{#each}} and {{#with}} write {{@root.flag}}',
    ],
    ['{{nothing}} ', 'template-value', 'nothing', 'give a fallback: {{default x ""}}'],
    ['{{words}} ', 'template-value', 'words', 'say how: {{join x ", "}}, {{json x}} or {{#each x}}'],
    ['{{os}} ', 'template-value', 'os', 'say how: {{json x}}, {{yaml x}} or {{#each x}}'],
    ['{{starts_with port "x"}}', 'template-value', 'starts_with', undefined],
    ['{{join name}}', 'template-value', 'join', undefined],
    ['{{join servers}}', 'template-value', 'join', 'say how: {{json x}}, {{yaml x}} or {{#each x}}'],
    ['{{first none_at_all}}', 'template-value', 'first', undefined],
    ['{{lookup os "x"}}', 'lookup-missing', 'lookup', 'give a fallback: default="…"'],
    ['{{div 1 0}}', 'template-value', 'div', undefined],
    ['{{#each port}}x{{/each}}', 'template-value', 'port', undefined],
    ['{{range 1 1000000000}}', 'template-value', 'range', undefined],
    ['{{required nothing "say which port"}}', 'template-value', 'required', undefined],
  ])('%s is a %s at %s', (text, code, at, hint) => {
    const problems = problemsOf(() => compile(text).renderValue(scope));
    expect(pointed(problems)).toEqual([[code, at]]);
    expect(problems[0]?.hint).toBe(hint);
  });

  test('all of a template are found at once, each once', () => {
    const text = '{{prot}}\n{{#each servers}}{{nope}}{{/each}}\n{{#if nam}}{{unseen}}{{/if}}{{words}}';
    expect(pointed(problemsOf(() => render(text)))).toEqual([
      ['unknown-variable', 'prot'],
      ['unknown-variable', 'nope'],
      ['unknown-variable', 'nam'],
      ['template-value', 'words'],
    ]);
  });

  test('own properties are the only ones', () => {
    for (const path of [
      'constructor',
      'os.constructor',
      'name.length',
      '__proto__',
      'os.__proto__',
      'words.map',
      'os.toString',
    ]) {
      expect(pointed(problemsOf(() => render(`${path} {{${path}}}`)))).toEqual([['unknown-variable', path]]);
    }
    expect(problemsOf(() => render('{{lookup os "constructor"}}'))).toHaveLength(1);
  });

  test('functions do not exist and are not called', () => {
    let calls = 0;
    const trap = (): number => (calls += 1);
    expect(problemsOf(() => render('{{trap}}{{os2.trap}}{{#if trap}}{{/if}}', { trap, os2: { trap } }))).toHaveLength(
      3,
    );
    expect(calls).toBe(0);
  });

  test('a variable that is not known yet stops the rendering', () => {
    const later = Object.defineProperty({}, 'later', {
      get: () => {
        throw new PendingVariable('later');
      },
    }) as Scope;
    for (const text of [
      '{{nope}}{{later}}',
      '{{default later 1}}',
      '{{#if (defined "later")}}x{{/if}}',
      '{{later.x}}',
    ]) {
      expect(() => compile(text).render(later)).toThrow(PendingVariable);
    }
  });
});

test('a variable whose own text is wrong says where it was used', () => {
  const own = locatedText('{{nope}}');
  const lazy = Object.defineProperty({}, 'lazy', { get: () => compileTemplate(own.value, own).render({}) }) as Scope;
  for (const text of ['a {{lazy}}', '{{default lazy 1}}', '{{#each lazy.x}}{{/each}}']) {
    const [found, ...more] = problemsOf(() => compile(text).render(lazy));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: 'unknown-variable', span: { start: 2, end: 6 } });
    const used = found?.related?.[0];
    expect([used?.message, used && text.slice(used.span.start, used.span.start + 4)]).toEqual(['used here', 'lazy']);
  }
});

describe('a template that cannot be compiled', () => {
  test.each([
    [
      '{{ port | default("80") }}',
      '|',
      'templates are Handlebars: filters are helpers that stand first: {{default x "y"}}',
    ],
    ['{{ words[0] }}', 'w', 'write {{x.[0]}}, {{x.name}} or {{lookup x key}}'],
    ['{{ port == 80 }}', '=', 'compare with a helper: {{#if (eq x 1)}}'],
    ['{{ join(words) }}', 'j', 'a helper and its arguments are separated by spaces: {{join list ","}}'],
    ['{{ port + 1 }}', '+', 'calculate with helpers: {{add x 1}}, {{concat a b}}'],
    [
      'a\n{% if x %}b{% endif %}',
      '{% if',
      'write {{#if x}} … {{else}} … {{/if}}, or {{{{raw}}}} … {{{{/raw}}}} around text that is meant literally',
    ],
    [
      '{% for x in y %}',
      '{% for',
      'write {{#each list}} … {{/each}}, or {{{{raw}}}} … {{{{/raw}}}} around text that is meant literally',
    ],
    ['line\n  {{#if flag}}\n', '{{#if flag}}', undefined],
    ['{{#if flag}}{{/each}}', 'if', undefined],
    ['x {{ port', 'p', undefined],
    ['{{ }}', '}', undefined],
    [
      '{{#flag}}x{{/flag}}',
      'flag',
      'blocks are if, unless, each, with, let and {{{{raw}}}}; write {{#if flag}} or {{#each flag}}',
    ],
    ['{{#if}}x{{/if}}', 'if', 'combine with helpers: {{#if (and a (eq b 1))}}'],
    ['{{@nope}}', '@nope', 'there are @index, @key, @first, @last and @root'],
    ['{{join}} {{join words 1 2}}', 'join', '{{join list ", "}}'],
    ['{{json words indnt=2}}', 'json', '{{json x}} or {{json x indent=2}}'],
    ['{{port}} \0', '\0', undefined],
    ['{{#> layout}}x{{/layout}}', '{{#> layout}}x{{/layout}}', undefined],
  ])('%s points at %s', (text, at, hint) => {
    const problems = problemsOf(() => compile(text));
    expect(pointed(problems)).toEqual([['template-syntax', at]]);
    expect(problems[0]?.hint).toBe(hint);
  });

  test.each(['{{#if x}}'.repeat(5_000), `{{not ${'(not '.repeat(5_000)}`, '{{^if x}}'.repeat(5_000)])(
    'a nesting that no person writes is refused instead of exhausting the stack (%#)',
    (text) => {
      expect(problemsOf(() => compile(text)).map((each) => each.message)).toEqual(['this template is nested too deep']);
    },
  );

  test('unknown helpers are found together, with what was meant', () => {
    const problems = problemsOf(() => compile('{{lenght words}} {{#if (nope 1)}}x{{/if}}'));
    expect(pointed(problems)).toEqual([
      ['unknown-helper', 'lenght'],
      ['unknown-helper', 'nope'],
    ]);
    expect(problems[0]?.hint).toBe('did you mean "length"?');
  });

  test('nothing that a text holds makes it throw anything else', () => {
    const unit = fc.constantFrom(
      '{{',
      '}}',
      '#',
      '/',
      'if',
      'each',
      ' ',
      'x',
      '.',
      '(',
      ')',
      '|',
      '"',
      "'",
      '=',
      '^',
      '>',
      '*',
      '@',
      '!',
      '~',
      '\n',
      '[',
      ']',
      '\\',
      '&',
      '1',
      '{{{{',
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        for (const { span } of problemsOf(() => compile(text).render({ x: 1 }))) expect(span?.source.text).toBe(text);
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });
});

describe('partials', () => {
  const texts = new Map([
    ['nginx/server', 'server {{name}};\nport {{port}};\n'],
    ['broken', '{{nope 1}}'],
    ['loop', '{{> again}}'],
    ['again', '{{> loop}}'],
    ['item', '{{this}}{{extra}} '],
    ['unknown', '\n{{prot}}'],
  ]);
  const find = (name: string): { name: string; text: string } | undefined => {
    const text = texts.get(name);
    return text === undefined ? undefined : { name: `${name}.hbs`, text };
  };
  const compiled = (text: string): ReturnType<typeof compileTemplate> =>
    compileTemplate(text, { name: 'main.hbs', text }, find);

  test('see the variables, their context and their arguments, and are indented like their tag', () => {
    expect(compiled('http {\n  {{> nginx/server port=81}}\n}').render(scope)).toBe(
      'http {\n  server web1;\n  port 81;\n}',
    );
    expect(compiled('{{#each words}}{{> item extra="!"}}{{/each}}').render(scope)).toBe('web! db! ');
    expect(compiled('{{> item os.family extra=""}}').render(scope)).toBe('Debian ');
  });

  test('that are missing, broken or circular are found when the template is compiled', () => {
    const problems = problemsOf(() => compiled('{{> nope}}{{> broken}}{{> loop}}'));
    expect(pointed(problems)).toEqual([
      ['template-missing', 'nope'],
      ['unknown-helper', 'nope'],
      ['include-cycle', 'loop'],
    ]);
    expect(problems.map((each) => each.span?.source.name)).toEqual(['main.hbs', 'broken.hbs', 'again.hbs']);
  });

  test('locate their problems in their own file', () => {
    expect(problemsOf(() => compiled('{{> unknown}}').render(scope))).toMatchObject([
      { span: { source: { name: 'unknown.hbs' }, start: 3, end: 7 } },
    ]);
  });
});

test('a template is compiled once for each place', () => {
  const origin = locatedText('{{port}}');
  expect(compileTemplate('{{port}}', origin)).toBe(compileTemplate('{{port}}', origin));
  expect(compileTemplate('{{name}}', origin)).not.toBe(compileTemplate('{{port}}', origin));
});
