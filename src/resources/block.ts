import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { placeBlock } from './block-edit.ts';
import type { WantedBlock } from './block-edit.ts';
import { editChanges, editSettles, editSteps, editedFileArguments, observeEdit, wantedEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { linePlace } from './line-place.ts';
import { readArguments } from './read-arguments.ts';
import type { ArgumentReader } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Keeps a block of lines between two markers in a text file.',
  details: `Works as Ansible's blockinfile and knows its markers. The markers must be unique in the file. Where only one of the two is
found, nothing is changed and the task fails, because nobody can tell what belongs to the block.`,
  properties: {
    ...editedFileArguments,
    block: {
      description: 'The lines; with none the block is removed together with its markers.',
      type: 'string',
      aliases: ['content'],
      default: '',
    },
    marker: {
      description: 'The line before and behind the block; `{mark}` becomes `marker_begin` and `marker_end`.',
      type: 'string',
      default: '# {mark} ANSIBLE MANAGED BLOCK',
      pattern: '\\{mark\\}',
    },
    marker_begin: { description: 'What `{mark}` becomes before the block.', type: 'string', default: 'BEGIN' },
    marker_end: { description: 'What `{mark}` becomes behind the block.', type: 'string', default: 'END' },
    insertafter: {
      description: 'Expression for the line behind which a new block goes, or `EOF`, which is the default.',
      type: 'string',
    },
    insertbefore: {
      description: 'Expression for the line before which a new block goes, or `BOF`. At the end when none matches.',
      type: 'string',
    },
  },
  required: ['path'],
  examples: [
    `- name: name the hosts of the rack
  blockinfile:
    path: /etc/hosts
    marker: '# {mark} rack'
    block: |
      198.18.0.11 web1
      198.18.0.12 web2`,
  ],
};

/** Its main key is Ansible's, because `block` with a list is a word of the language; with a map it is this. */
export const block = defineResource<WantedEdit, ObservedEdit>({
  kind: 'blockinfile',
  aliases: ['block'],
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const wanted = wantedBlock(args);
    return wantedEdit(args, (text) => placeBlock(text, wanted));
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
});

function wantedBlock(args: ArgumentReader): WantedBlock {
  const begin = marker(args, args.text('marker_begin') ?? 'BEGIN');
  const end = marker(args, args.text('marker_end') ?? 'END');
  if (begin === end)
    throw new ArgumentError(
      'marker',
      'the markers before and behind the block are the same',
      'put {mark} into "marker"',
    );
  const text = args.text('state') === 'absent' ? '' : (args.text('block') ?? '');
  if (text.split(/\r?\n/).some((line) => line === begin || line === end))
    throw new ArgumentError('block', 'the block holds its own marker');
  return { begin, end, block: text, place: linePlace(args) };
}

function marker(args: ArgumentReader, mark: string): string {
  const text = (args.text('marker') ?? '# {mark} ANSIBLE MANAGED BLOCK').replaceAll('{mark}', () => mark);
  if (text === '' || /[\r\n\0]/.test(text)) throw new ArgumentError('marker', 'a marker is one line that is not empty');
  return text;
}
