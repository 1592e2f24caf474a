import type { FileContent } from '../facts/file-content.ts';
import { CannotConverge } from '../resource.ts';
import { textOf } from './content-change.ts';

/**
 * The text of a file that was read; nothing when there is none.
 * @throws CannotConverge for what cannot be read as text
 */
export function fileText(path: string, content: FileContent): string | undefined {
  if (content.type === 'absent') return undefined;
  const text = content.type === 'content' ? textOf(content.bytes) : undefined;
  if (text === undefined) throw new CannotConverge(`${path} cannot be read as text (${content.type})`);
  return text;
}
