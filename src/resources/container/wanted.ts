import { containerFiles } from '../../facts/container-state.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { fileMode } from '../file-mode.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import type { WantedFile } from '../regular-file.ts';
import type { WantedService } from '../service/wanted.ts';
import { verifyCommand } from '../systemd-unit/verify-command.ts';
import { containerArguments } from './arguments.ts';
import { unitText } from './unit-text.ts';

export interface WantedContainer {
  readonly name: string;
  readonly image: string;
  readonly pulls: boolean;
  readonly unitFile: WantedFile;
  readonly environment: WantedFile;
  readonly service: WantedService & { readonly unit: string };
}

/** @throws ArgumentError */
export function wantedContainer(given: Arguments): WantedContainer {
  const args = readArguments(given, containerArguments);
  const name = containerName(args);
  const pulls = args.text('pull') !== 'never';
  const image = imageName(args.required('image'), pulls);
  const files = containerFiles(name);
  const restart = args.text('restart') ?? 'on-failure';
  const text = unitText({
    name,
    image,
    restart,
    environment: files.environment,
    options: options(args),
    command: args.texts('command') ?? [],
  });
  return {
    name,
    image,
    pulls,
    unitFile: { ...ofRoot(files.unitFile, text, '0644'), validate: verifyCommand(files.unit, undefined) },
    environment: ofRoot(files.environment, environmentText(given['env']), '0600'),
    service: {
      unit: files.unit,
      daemonReload: true,
      enabled: args.flag('enabled') ?? true,
      state: args.flag('started') === false ? 'stopped' : 'started',
    },
  };
}

/** @throws ArgumentError */
export function containerName(args: ArgumentReader): string {
  const name = args.required('name');
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,100}$/.test(name)) return name;
  throw new ArgumentError('name', `${JSON.stringify(name)} is no name of a container`);
}

function imageName(image: string, pulls: boolean): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/.test(image))
    throw new ArgumentError('image', `${JSON.stringify(image)} is no name of an image`);
  if (pulls && !/@sha256:[0-9a-f]{64}$/.test(image))
    throw new ArgumentError(
      'image',
      'the image is not named by its digest',
      'NAME@sha256:…, as "podman inspect" says in RepoDigests; or pull: never',
    );
  return image;
}

function options(args: ArgumentReader): readonly string[] {
  const [network, user] = [args.text('network'), args.text('user')];
  const more = args.texts('options') ?? [];
  const stray = more.find(
    (option) =>
      !option.startsWith('-') ||
      /^(?:-d|--detach|--name|--rm|--replace|--cidfile|--sdnotify|--env|-e)(?:=|$)/.test(option),
  );
  if (stray !== undefined)
    throw new ArgumentError(
      'options',
      `${JSON.stringify(stray)} cannot be given here`,
      'write one word for each option, like --memory=512m',
    );
  return [
    ...(args.texts('ports') ?? []).map(
      (port) =>
        `--publish=${matching('ports', port, /^(?:[0-9a-fA-F.:[\]]+:)?\d{1,5}(?:-\d{1,5})?:\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp|sctp))?$/)}`,
    ),
    ...(args.texts('volumes') ?? []).map(
      (volume) =>
        `--volume=${matching('volumes', volume, /^(?:\/[^:\n]*|[A-Za-z0-9][A-Za-z0-9_.-]*):\/[^:\n]*(?::[A-Za-z,]+)?$/)}`,
    ),
    ...(network === undefined ? [] : [`--network=${network}`]),
    ...(user === undefined ? [] : [`--user=${user}`]),
    ...more,
  ];
}

function matching(argument: string, text: string, form: RegExp): string {
  if (form.test(text)) return text;
  throw new ArgumentError(argument, `${JSON.stringify(text)} is none of ${argument}`);
}

/** podman takes the lines as they are: no quotes, no line breaks. */
function environmentText(given: Arguments[string] | undefined): string {
  const values = Object.entries((given ?? {}) as Readonly<Record<string, string | number | boolean>>);
  const entries = values.map(([name, value]) => [name, String(value)] as const);
  const wrong = entries.find(([name, value]) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /[\n\r\0]/.test(value));
  if (wrong !== undefined)
    throw new ArgumentError('env', `${wrong[0]} has a name or a value that cannot stand on one line`);
  return entries.map(([name, value]) => `${name}=${value}\n`).join('');
}

function ofRoot(path: string, text: string, mode: string): WantedFile {
  return {
    path,
    content: new TextEncoder().encode(text),
    attributes: { owner: 'root', group: 'root', mode: fileMode('mode', mode) },
    link: 'replace',
    existing: 'update',
    backup: false,
    validate: undefined,
  };
}
