import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { kernelModule as moduleFact, moduleKey } from '../facts/kernel-module.ts';
import type { KernelModule } from '../facts/kernel-module.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { fileText } from './file-text.ts';
import { kernelModuleArguments } from './kernel-module/arguments.ts';
import { wantedKernelModule } from './kernel-module/wanted.ts';
import type { ModuleFile, WantedKernelModule } from './kernel-module/wanted.ts';

interface ObservedModule {
  readonly module: KernelModule;
  /** Texts of the wanted files, in their order; nothing when there is none. */
  readonly texts: readonly (string | undefined)[];
  readonly bootText: string | undefined;
}

export const kernelModule = defineResource<WantedKernelModule, ObservedModule>({
  kind: 'kernel_module',
  aliases: ['modprobe'],
  schema: kernelModuleArguments,
  wanted: wantedKernelModule,
  observe,
  diff,
  steps,
  facts: ({ name }, { module }) => ({ name, state: module.state }),
});

async function observe({ name, files, bootFile }: WantedKernelModule, host: FactReader): Promise<ObservedModule> {
  const [module, boot, ...contents] = await Promise.all([
    host.read(moduleFact, name),
    host.read(fileContent, bootFile),
    ...files.map(({ path }) => host.read(fileContent, path)),
  ]);
  const texts = contents.map((content, index) => fileText(files[index]?.path ?? '', content));
  return { module, texts, bootText: fileText(bootFile, boot) };
}

function diff(wanted: WantedKernelModule, observed: ObservedModule): readonly Change[] {
  const { module } = observed;
  const there = module.state === 'loaded' || module.state === 'builtin';
  const atBoot = module.bootFiles.length > 0;
  return [
    ...outdated(wanted, observed).map(({ file, text }) => ({
      attribute: file.path,
      from: text === undefined ? null : { text },
      to: file.text === undefined ? null : { text: file.text },
    })),
    ...(wanted.atBoot === undefined || wanted.atBoot === atBoot
      ? []
      : [
          {
            attribute: 'at boot',
            from: atBoot ? module.bootFiles.join(', ') : 'not loaded',
            to: wanted.atBoot ? 'loaded' : 'not loaded',
          },
        ]),
    ...(wanted.present === there
      ? []
      : [{ attribute: 'state', from: module.state, to: wanted.present ? 'loaded' : 'absent' }]),
  ];
}

function outdated(
  { files }: WantedKernelModule,
  { texts }: ObservedModule,
): readonly { readonly file: ModuleFile; readonly text: string | undefined }[] {
  return files.map((file, index) => ({ file, text: texts[index] })).filter(({ file, text }) => file.text !== text);
}

function steps(wanted: WantedKernelModule, observed: ObservedModule, changes: readonly Change[]): readonly Step[] {
  const { name, bootFile } = wanted;
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  if (differs('state')) refuseKernel(wanted, observed);
  const others = observed.module.bootFiles.filter((path) => path !== bootFile);
  if (wanted.atBoot === false && others.length > 0)
    throw new CannotConverge(`${others.join(', ')} has ${name} loaded at boot; change it there`);
  return [
    ...outdated(wanted, observed).map(({ file }) => fileStep(file)),
    // What the kernel refuses must not wait in a file for the next boot.
    ...(differs('state') ? [wanted.present ? load(wanted) : unload(name)] : []),
    ...bootSteps(wanted, observed),
  ];
}

function refuseKernel({ name, present }: WantedKernelModule, { module: { state } }: ObservedModule): void {
  if (state === 'unsupported' && present)
    throw new CannotConverge(`the host's kernel loads no modules, and has no ${name} built in that could be seen`);
  if (state === 'builtin' && !present)
    throw new CannotConverge(`${name} is built into the kernel and cannot be removed`);
}

/** Modules that somebody else has put into the file stay. */
function bootSteps(
  { name, atBoot, bootFile }: WantedKernelModule,
  { module, bootText }: ObservedModule,
): readonly Step[] {
  if (atBoot === undefined || atBoot === module.bootFiles.length > 0) return [];
  const others = (bootText ?? '')
    .split('\n')
    .filter((line) => line !== '' && moduleKey(line.trim()) !== moduleKey(name));
  const lines = atBoot ? [...others, name] : others;
  return [fileStep({ path: bootFile, text: lines.length === 0 ? undefined : `${lines.join('\n')}\n` })];
}

function fileStep({ path, text }: ModuleFile): Step {
  if (text === undefined) return { type: 'remove', path };
  return { type: 'write', path, content: new TextEncoder().encode(text), mode: '0644', owner: 'root', group: 'root' };
}

function load({ name, params }: WantedKernelModule): Step {
  return {
    type: 'run',
    title: `load ${name}`,
    command: sh`PATH=$PATH:/usr/sbin:/sbin modprobe -- ${[name, ...params]}`,
  };
}

function unload(name: string): Step {
  return { type: 'run', title: `unload ${name}`, command: sh`PATH=$PATH:/usr/sbin:/sbin modprobe -r -- ${name}` };
}
