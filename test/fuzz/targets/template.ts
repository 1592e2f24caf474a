import { InputError } from '../../../src/diagnostics/errors.ts';
import { compileTemplate } from '../../../src/language/template.ts';
import { allow } from '../allow.ts';
import { sampleScope } from '../sample-scope.ts';
import type { FuzzTarget } from '../target.ts';

/** A template gives text or located errors, and never reaches anything that its scope does not hold. */
export const template: FuzzTarget = {
  fuzz: (data) => {
    const text = data.toString('utf8');
    allow([InputError], () => {
      const rendered = compileTemplate(text, { name: 'test.hbs', text }).render(sampleScope());
      if (rendered.includes('[native code]')) throw new Error('a template got hold of a function');
    });
  },
  words: [
    '{{', '}}', '{{#if a}}', '{{/if}}', '{{else}}', '{{#each list}}', '{{/each}}', '{{#each map as |v k|}}', '{{this}}', '{{@index}}', '{{../a}}', '{{{', '}}}', '{{~', '~}}', '{{!--', '--}}',
    '{{> a}}', '{{join list ","}}', '{{upper text}}', '(', ')', '"', "'", '[', ']', '.', 'a', 'list', 'map', 'text', 'constructor', '__proto__', 'lookup ', 'default ', 'range 0 9', '{{#with map}}', '{{/with}}',
    '\\', '\n', ' ', '=', '|', 'as ', '{{{{raw}}}}', '{{* ', '{{&', '{{#*inline "a"}}', '{{^}}', 'json ', 'sort ', '0', '1e9',
  ], // prettier-ignore
};
