import { Cannot } from '../../../src/importer/cannot.ts';
import { parseJinja } from '../../../src/importer/jinja/parse-expression.ts';
import { parseJinjaTemplate } from '../../../src/importer/jinja/parse-template.ts';
import { allow } from '../allow.ts';
import type { FuzzTarget } from '../target.ts';

/** Ansible's own texts are read, or refused with a reason. */
export const jinja: FuzzTarget = {
  fuzz: (data) => {
    const text = data.toString('utf8');
    allow([Cannot], () => parseJinja(text));
    allow([Cannot], () => parseJinjaTemplate(text, { trimBlocks: true, lstripBlocks: false }));
  },
  words: [
    '{{', '}}', '{%', '%}', '{#', '#}', '-%}', '{%-', ' if a ', ' else ', ' endif ', ' for a in b ', ' endfor ', ' raw ', ' endraw ', ' set a = 1 ', 'a', '.', '[', ']', '(', ')', '|', 'default(1)',
    ' is ', ' not ', ' in ', '"', "'", '\\', '1', '~', '**', '%', ',', ':', '{', '}', '\n', ' ', 'lookup("env", "A")', ' macro a() ', ' include "a" ',
  ], // prettier-ignore
};
