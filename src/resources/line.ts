import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { editChanges, editSettles, editSteps, editedFileArguments, observeEdit, wantedEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { placeLine, removeLines } from './line-edit.ts';
import type { WantedLine } from './line-edit.ts';
import { linePlace } from './line-place.ts';
import { pythonExpand } from './python-expand.ts';
import { pythonRegExp } from './python-regexp.ts';
import { readArguments } from './read-arguments.ts';
import type { ArgumentReader } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Keeps one line in a text file, or keeps lines out of it.',
  details: `Works as Ansible's lineinfile: \`regexp\` or \`search_string\` finds the line that is replaced (the last one that matches, unless
\`firstmatch\`); when none is found and the line is not there yet, it is inserted. With \`state: absent\` every matching line goes. Expressions are written
in Python's syntax. An expression should also match the new line: otherwise the next run would replace another line, and the proof fails.`,
  properties: {
    ...editedFileArguments,
    line: { description: 'The line, without line end.', type: ['string', 'number'], aliases: ['value'] },
    regexp: {
      description: 'Expression that finds the line to replace or to remove; it may match anywhere in the line.',
      type: 'string',
      aliases: ['regex'],
    },
    search_string: { description: 'Text that finds the line, instead of an expression.', type: 'string' },
    insertafter: {
      description: 'Expression for the line behind which a new line goes, or `EOF`, which is the default.',
      type: 'string',
    },
    insertbefore: {
      description: 'Expression for the line before which a new line goes, or `BOF`. At the end when none matches.',
      type: 'string',
    },
    firstmatch: {
      description: 'The first match counts instead of the last one.',
      type: 'boolean',
      default: false,
    },
    backrefs: {
      description:
        'The line holds references to groups of `regexp` (`\\1`, `\\g<name>`); when nothing matches, nothing is inserted.',
      type: 'boolean',
      default: false,
    },
  },
  required: ['path'],
  oneOf: [['line'], ['regexp'], ['search_string']],
  examples: [
    `- name: forbid root to log in with a password
  line:
    path: /etc/ssh/sshd_config
    regexp: '^#?PermitRootLogin '
    line: PermitRootLogin prohibit-password
    validate: sshd -t -f %s`,
    `- name: forget the old name server
  line:
    path: /etc/resolv.conf
    regexp: '^nameserver 192\\.0\\.2\\.1$'
    state: absent`,
  ],
};

export const line = defineResource<WantedEdit, ObservedEdit>({
  kind: 'line',
  aliases: ['lineinfile'],
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    return wantedEdit(args, args.text('state') === 'absent' ? removal(args) : placement(args));
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
});

function placement(args: ArgumentReader): (text: string) => string {
  const text = singleLine(args);
  if (text === undefined) throw new ArgumentError('line', '"line" is missing');
  const backrefs = args.flag('backrefs') ?? false;
  const wanted: WantedLine = {
    line: text,
    find: finder(args),
    replace: backrefs ? expander(args, text) : () => text,
    which: args.flag('firstmatch') === true ? 'first' : 'last',
    place: backrefs ? { at: 'nowhere' } : linePlace(args),
  };
  return (content) => placeLine(content, wanted);
}

function removal(args: ArgumentReader): (text: string) => string {
  const text = singleLine(args);
  const matches = finder(args) ?? ((each: string) => each.replace(/[\r\n]+$/, '') === text);
  return (content) => removeLines(content, matches);
}

function finder(args: ArgumentReader): ((line: string) => boolean) | undefined {
  const regexp = args.text('regexp');
  const part = args.text('search_string');
  if (regexp !== undefined && part !== undefined)
    throw new ArgumentError('search_string', '"regexp" and "search_string" exclude each other');
  if (part !== undefined) return (each) => each.includes(part);
  if (regexp === undefined) return undefined;
  const pattern = pythonRegExp('regexp', regexp);
  return (each) => pattern.test(each);
}

function expander(args: ArgumentReader, text: string): (found: string) => string {
  const pattern = pythonRegExp('regexp', args.required('regexp'));
  const expand = (found: string, expression: RegExp): string => {
    const match = found.match(expression);
    return match === null ? found : pythonExpand('line', text, match);
  };
  // Finds out now, on the controller, whether the references make sense: this matches everything, with empty groups.
  expand('', new RegExp(`${pattern.source}|`, pattern.flags));
  return (found) => expand(found, pattern);
}

function singleLine(args: ArgumentReader): string | undefined {
  const text = args.text('line')?.replace(/\n$/, '');
  if (text === undefined || !/[\n\0]/.test(text)) return text;
  throw new ArgumentError('line', 'a line cannot hold line breaks', 'use blockinfile for several lines');
}
