import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/diagnostics/errors.ts';
import { Cannot } from '../../src/importer/cannot.ts';
import { toHandlebars } from '../../src/importer/to-handlebars.ts';
import { compileTemplate } from '../../src/language/template.ts';
import { renderByJinja } from '../support/ask-jinja.ts';
import { template, templateScope } from './templates.ts';

const rules = { trimBlocks: true, lstripBlocks: false };

describe('templates of Jinja as Handlebars', () => {
  test.each([
    [rules, { trim_blocks: true }],
    [
      { trimBlocks: true, lstripBlocks: true },
      { trim_blocks: true, lstrip_blocks: true },
    ],
    [{ trimBlocks: false, lstripBlocks: false }, {}],
  ])('what is converted with %j renders to what Jinja renders', (space, options) => {
    const asked = fc.sample(template, { numRuns: 600, seed: 3 });
    const answers = renderByJinja(asked, templateScope, options);
    let compared = 0;
    const differences = asked.flatMap((text, index) => {
      const theirs = answers[index];
      const converted = convert(text, space);
      if (!theirs || 'error' in theirs || converted === undefined) return [];
      compared += 1;
      const ours = render(converted);
      return ours === theirs.value ? [] : [{ text, converted, ours, theirs: theirs.value }];
    });
    expect(differences.slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(250);
  });

  test.each([
    ['{{ a | weird }}', 'the filter weird'],
    ['{{ a.format(b) }}', 'the method format()'],
    ["{{ lookup('pipe', 'date') }}", 'the lookup pipe'],
    ['{{ ansible_selinux.status }}', 'the fact selinux'],
    ['{% macro m(a) %}{{ a }}{% endmacro %}', 'the statement macro'],
    ['{% if a %}{% set b = 1 %}{% endif %}', 'set inside of if'],
    ['{% for a, b, c in d %}x{% endfor %}', 'a for with more than two names'],
    ['{{ a[::2] }}', 'a slice with a step'],
    ['{% import "x" as y %}', 'the statement import'],
  ])('%s stays, with its reason, and is refused', (text, reason) => {
    const { text: converted, marked } = toHandlebars(`before\n${text}\nafter {{ b }}`, rules, new Set());
    expect(marked).toEqual([reason]);
    expect(converted).toContain(`{{{{raw}}}}${text}{{{{/raw}}}}`);
    expect(render(converted)).toBe(`not-converted: not converted from Ansible: ${reason}`);
  });

  test('the usual looks as one would write it', () => {
    const jinja = `{# head #}
{% if http_proxy is defined and not off %}
  proxy {{ http_proxy | default('none') }};
{% else %}
  {% for k, v in env.items() %}
  {{ k }}={{ v.port }}:{{ facts_of[k] }}
  {% endfor %}
{% endif %}
{% for n in names %}
{{ loop.index }} {{ n }}{{ suffix }}
{% endfor %}
os {{ ansible_distribution }} {{ ansible_facts['os_family'] | lower }}
`;
    expect(toHandlebars(jinja, rules, new Set(['names'])).text).toMatchInlineSnapshot(`
      "{{! head }}
      {{#if (and (defined http_proxy) (not off))}}
        proxy {{default http_proxy "none"}};
      {{else}}
        {{#each env as |v k|}}  {{k}}={{v.port}}:{{lookup @root.facts_of k}}
        {{/each}}{{/if}}{{#each (keys names) as |n|}}{{add @index 1}} {{n}}{{@root.suffix}}
      {{/each}}
      os {{facts.distribution}} {{lower facts.os_family}}
      "
    `);
  });
});

function convert(text: string, space: typeof rules): string | undefined {
  try {
    const { text: converted, marked } = toHandlebars(text, space, new Set());
    return marked.length > 0 ? undefined : converted;
  } catch (error) {
    if (error instanceof Cannot) return undefined;
    throw error;
  }
}

function render(text: string): string {
  try {
    return compileTemplate(text, { name: 'a.hbs', text }).render(templateScope);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.diagnostics[0]?.code ?? ''}: ${error.diagnostics[0]?.message ?? ''}`;
  }
}
