import type { Change, ChangeValue, Step } from '../../src/resource.ts';

/** A change as case files write it: `{mode: ['0600', '0644']}`, with a third item `sensitive` when it is. */
export function readableChange(change: Change): Readonly<Record<string, readonly ChangeValue[]>> {
  const values = [change.from, change.to];
  return { [change.attribute]: change.sensitive === true ? [...values, 'sensitive'] : values };
}

/** A step as case files write it: its type names what it is about, bytes are shown as text, shell text without margins. */
export function readableStep(step: Step): Readonly<Record<string, unknown>> {
  switch (step.type) {
    case 'run':
      return readable(step, {
        run: step.title,
        command: step.command.text.trim(),
        ...(step.stdin && { stdin: text(step.stdin) }),
      });
    case 'exchange':
      return { exchange: step.title, ask: step.ask.text.trim(), finish: step.finish.text.trim() };
    case 'write':
      return readable(step, { write: step.path, content: text(step.content) });
    case 'directory':
      return readable(step, { directory: step.path });
    case 'upload':
      return readable(step, { upload: step.path, bytes: step.content.size });
    case 'remove':
      return readable(step, { remove: step.path });
  }
}

const shown: ReadonlySet<string> = new Set(['type', 'title', 'command', 'stdin', 'path', 'content']);

function readable(step: Step, head: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rest = Object.entries(step).filter(([name, value]) => !shown.has(name) && value !== undefined);
  return { ...head, ...Object.fromEntries<unknown>(rest) };
}

function text(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}
