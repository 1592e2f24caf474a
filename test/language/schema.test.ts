import { describe, expect, test } from '@jest/globals';
import { positionAt } from '../../src/diagnostics/span.ts';
import { validate, validatePlain } from '../../src/language/schema.ts';
import { readYaml } from '../../src/language/yaml.ts';

const schema = {
  type: 'object',
  properties: {
    path: { type: 'string', description: 'Where.', aliases: ['dest'] },
    mode: { type: 'string', pattern: '^[0-7]{4}$' },
    port: { type: 'integer', minimum: 1, maximum: 65535 },
    ratio: { type: 'number' },
    state: { type: 'string', enum: ['present', 'absent'] },
    force: { type: 'boolean' },
    names: { type: ['array', 'string'], items: { type: 'string' }, minItems: 1, uniqueItems: true },
    users: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' } },
        required: ['name'],
        additionalProperties: false,
      },
    },
    when: {
      anyOf: [{ type: 'boolean' }, { type: 'string', minLength: 1 }, { type: 'array', items: { type: 'string' } }],
    },
    'a/b': { type: 'string' },
  },
  additionalProperties: false,
};

const check = (text: string, options?: Parameters<typeof validate>[3]): readonly string[] => {
  const { value } = readYaml({ name: 'a.yml', text });
  if (!value) throw new Error('the example cannot be read');
  return validate(schema, value, 'file', options).map(({ code, message, span, hint }) => {
    const { line, column } = positionAt(span!.source, span!.start);
    return `${line}:${column} ${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
};

describe('located values', () => {
  test.each([
    ['mode: 755', '1:7 wrong-type: mode must be a string, not a number (quote it: "755")'],
    ['path: true', '1:7 wrong-type: path must be a string, not a boolean (quote it: "true")'],
    ['path:', '1:6 wrong-type: path must be a string, not null (give it a value, or remove the key)'],
    ['path: [a]', '1:7 wrong-type: path must be a string, not a list'],
    ['port: "80"', '1:7 wrong-type: port must be a whole number, not a string (write 80 without quotes)'],
    ['port: 1.5', '1:7 wrong-type: port must be a whole number, not 1.5'],
    ['port: 0', '1:7 bad-value: port must be at least 1, not 0'],
    ['port: 70000', '1:7 bad-value: port must be at most 65535, not 70000'],
    ['ratio: x', '1:8 wrong-type: ratio must be a number, not a string'],
    ['force: "no"', '1:8 wrong-type: force must be true or false, not a string (write false without quotes)'],
    ['state: presnt', '1:8 bad-value: state must be one of present, absent, not "presnt" (did you mean "present"?)'],
    ['mode: "8"', '1:7 bad-value: mode "8" does not have the form ^[0-7]{4}$'],
    ['users: ann', '1:8 wrong-type: users must be a list, not a string (write a list: [ann])'],
    ['names: []', '1:8 bad-value: names must not be empty'],
    ['names: [a, a]', '1:8 bad-value: names holds the same value twice'],
    ['names: [a, 1]', '1:12 wrong-type: names[1] must be a string, not a number (quote it: "1")'],
    ['users:\n  - name: a\n  - {}', '3:5 missing-key: users[1] needs "name"'],
    ['paht: x', '1:1 unknown-key: file has no key "paht" (did you mean "path"?)'],
    ['users:\n  - name: a\n    uid: 1', '3:5 unknown-key: users[0] has no key "uid" (known are name)'],
    ['when: 5', '1:7 wrong-type: when must be true or false or a string or a list, not a number (quote it: "5")'],
    ['when: [a, 5]', '1:11 wrong-type: when[1] must be a string, not a number (quote it: "5")'],
    ['when: ""', '1:7 bad-value: when must not be empty'],
    ['a/b: 1', '1:6 wrong-type: a/b must be a string, not a number (quote it: "1")'],
    ['[1]', '1:1 wrong-type: file must be a map, not a list'],
  ])('%j', (text, wanted) => {
    expect(check(text)).toEqual([wanted]);
  });

  test('all problems are found at once', () => {
    expect(check('mode: 1\nport: x\nfoo: 1')).toHaveLength(3);
  });

  test('what a template will give is not known yet', () => {
    const text =
      'port: "{{ p }}"\nstate: "{{ s }}"\nnames: ["{{ n }}"]\nusers: "{{ u }}"\nwhen: ["{{ w }}"]\nmode: "0{{ m }}"';
    expect(check(text)).toEqual([]);
    expect(check(text, { templates: 'refused' })).toHaveLength(4);
    expect(check('names: ["{{ n }}", 5]\nwhen: ["{{ w }}", 5]')).toHaveLength(2);
  });
});

describe('rendered values', () => {
  test('have paths instead of places, and no templates', () => {
    expect(validatePlain(schema, { port: '{{ p }}', users: [{ nam: 'x' }] })).toMatchObject([
      { code: 'wrong-type', path: ['port'] },
      { code: 'missing-key', path: ['users', '0'] },
      { code: 'unknown-key', path: ['users', '0'], key: 'nam' },
    ]);
  });

  test('are not shown where the schema calls them sensitive', () => {
    const secret = {
      type: 'object',
      properties: { password: { type: 'string', pattern: '^.{12,}$', sensitive: true } },
    };
    for (const password of ['hunter2', 12345]) {
      expect(JSON.stringify(validatePlain(secret, { password }))).not.toMatch(/hunter2|12345/);
    }
  });

  test('are looked at through own properties only', () => {
    const needing = { type: 'object', properties: { toString: { type: 'string' } }, required: ['toString'] };
    expect(validatePlain(needing, {})).toMatchObject([{ code: 'missing-key' }]);
  });
});
