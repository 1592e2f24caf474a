import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { editChanges, editSettles, editSteps, editedFileArguments, observeEdit, wantedEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { pythonExpand } from './python-expand.ts';
import { pythonRegExp } from './python-regexp.ts';
import { readArguments } from './read-arguments.ts';
import { replaceMatches } from './replace-matches.ts';

const { path, mode, owner, group, backup, validate } = editedFileArguments;

const schema: ArgumentsSchema = {
  summary: 'Replaces every match of an expression in a text file.',
  details: `Works as Ansible's replace: the expression is in Python's syntax, \`^\` and \`$\` stand for the start and the end of a line, and
\`.\` matches no line break unless the expression begins with \`(?s)\`. The file must exist; a file without a match is left alone.

The proof is that nothing is left to replace. So the expression must not match what it has put there: Ansible would replace again at each run, here
the task fails and shows what a second run would do. Differs from Ansible: files are UTF-8 (no \`encoding\`).`,
  properties: {
    path,
    regexp: {
      description: 'Expression for what is replaced; it may match across lines.',
      type: 'string',
      aliases: ['regex'],
    },
    replace: {
      description:
        'What comes in its place, with references to groups (`\\1`, `\\g<name>`). Nothing removes the match.',
      type: ['string', 'number'],
      default: '',
    },
    after: { description: 'Expression: only what stands behind its first match is looked at.', type: 'string' },
    before: {
      description: 'Expression: only what stands before its first match (behind `after`) is looked at.',
      type: 'string',
    },
    mode,
    owner,
    group,
    backup,
    validate,
  },
  required: ['path', 'regexp'],
  examples: [
    `- name: name the new mirror everywhere
  replace:
    path: /etc/apt/sources.list
    regexp: 'http://old\\.example\\.com/'
    replace: 'https://mirror.example.com/'`,
    `- name: comment out the ports of one section only
  replace:
    path: /etc/app.conf
    after: '^\\[web\\]$'
    before: '^\\['
    regexp: '^(port\\b.*)$'
    replace: '# \\1'`,
  ],
};

export const replace = defineResource<WantedEdit, ObservedEdit>({
  kind: 'replace',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const text = args.text('replace') ?? '';
    const expression = pythonRegExp('regexp', args.required('regexp'), 'm');
    // Finds out now, on the controller, whether the references make sense: this matches everything, with empty groups.
    pythonExpand('replace', text, new RegExp(`${expression.source}|`, expression.flags).exec('') ?? ['']);
    const border = (name: string): RegExp | undefined => {
      const pattern = args.text(name);
      return pattern === undefined ? undefined : pythonRegExp(name, pattern, 'ms');
    };
    const wanted = {
      expression,
      expand: (match: RegExpExecArray) => pythonExpand('replace', text, match),
      after: border('after'),
      before: border('before'),
    };
    return { ...wantedEdit(args, (content) => replaceMatches(content, wanted)), missing: 'require' };
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
});
