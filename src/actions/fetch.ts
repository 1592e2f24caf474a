import type { ActionContext, ActionResult, Guard } from '../action.ts';
import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileDigest } from '../facts/file-digest.ts';
import { followedFileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import { unreadable } from '../resources/file-refusal.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { localDigest } from './fetch/local-digest.ts';
import { localPlace } from './fetch/local-place.ts';
import type { LocalPlace } from './fetch/local-place.ts';
import { receiveFile } from './fetch/receive-file.ts';

const schema: ArgumentsSchema = {
  summary: 'Brings a file from the host to the controller.',
  details: `Works as Ansible's fetch: \`/etc/hostname\` of web1 comes to \`dest/web1/etc/hostname\`, with \`flat\` to \`dest\` itself. It is needed only when the controller has no
such file or one with another SHA-256; a plan finds that out and says whether it would be fetched. The file arrives under a temporary name, is compared with the host's
own digest and then renamed.

Whatever the host, its name or a value from it says, nothing is written outside of \`dest\`: host names and paths with \`..\` are refused, a symbolic
link below \`dest\` is never followed (one in the place of the file is replaced), and new files belong to the controller's user alone (0600). What is larger than \`max_mb\` is refused.

Differs from Ansible: the size is limited; directories cannot be fetched; relative \`dest\` is meant from the playbook's directory; \`register\` gets \`dest\`,
\`checksum\` and \`size\` only when the file was fetched.`,
  properties: {
    src: { description: 'Absolute path of a file on the host; links are followed there.', type: 'string' },
    dest: {
      description:
        'Directory on the controller; with `flat` the file itself, or a directory when it ends with a slash.',
      type: 'string',
      destination: true,
    },
    flat: { description: 'Leaves the host’s name and the path out.', type: 'boolean', default: false },
    fail_on_missing: { description: 'Fails when the host has no such file.', type: 'boolean', default: true },
    max_mb: {
      description: 'Largest file that is taken, in MiB.',
      type: 'integer',
      minimum: 1,
      maximum: 4096,
      default: 100,
    },
    validate_checksum: { description: 'Must be true: it is always compared.', type: 'boolean', enum: [true] },
  },
  required: ['src', 'dest'],
  examples: [
    `- name: keep the host keys of the rack
  fetch:
    src: /etc/ssh/ssh_host_ed25519_key.pub
    dest: collected`,
    `- fetch: {src: /var/log/app/report.csv, dest: "reports/{{ inventory_hostname }}.csv", flat: true, max_mb: 10}`,
  ],
};

interface Wanted {
  readonly src: string;
  readonly place: LocalPlace;
  readonly required: boolean;
  readonly maxBytes: number;
}

export const fetch = defineAction<Wanted>({
  kind: 'fetch',
  schema,
  where: 'host',
  wanted: (given) => {
    const args = readArguments(given, schema);
    const { src, place } = localPlace(args.required('src'), args.destination('dest'), args.flag('flat') ?? false);
    return {
      src,
      place,
      required: args.flag('fail_on_missing') ?? true,
      maxBytes: (args.integer('max_mb') ?? 100) * 1024 * 1024,
    };
  },
  guard: isNeeded,
  perform,
});

/** @throws CannotConverge when there is nothing that could be fetched */
async function isNeeded({ src, place, required, maxBytes }: Wanted, host: FactReader): Promise<Guard> {
  const [state, digest] = await Promise.all([host.read(followedFileState, src), host.read(fileDigest, src)]);
  if (state.type === 'unreadable') throw unreadable(src);
  if (state.type === 'absent') {
    if (!required) return { needed: false, why: `the host has no ${src}` };
    throw new CannotConverge(`the host has no ${src}`);
  }
  if (state.type !== 'file') throw new CannotConverge(`${src} is not a file, and only files can be fetched`);
  if (digest === undefined) throw new CannotConverge(`${src} cannot be read; use become, or a user who may read it`);
  if (state.size > maxBytes)
    throw new CannotConverge(`${src} has ${state.size} bytes, more than the ${maxBytes} that "max_mb" allows`);
  if ((await localDigest(place.file)) === digest) return { needed: false, why: `${place.file} is the same` };
  return { needed: true };
}

async function perform({ src, place, maxBytes }: Wanted, context: ActionContext): Promise<ActionResult> {
  const { checksum, size } = await receiveFile(src, place, maxBytes, context);
  return {
    changed: true,
    message: `${src} is at ${place.file}`,
    result: { src, file: src, dest: place.file, checksum, remote_checksum: checksum, size },
  };
}
