import { CannotConverge } from '../resource.ts';
import type { FileState } from '../facts/file-state.ts';

/** Nothing can be said about a path, so nothing can be done to it. */
export function unreadable(path: string): CannotConverge {
  return new CannotConverge(`${path} cannot be looked at; use become, or a user who may search the directories above`);
}

/** What stands at a path, for people: `a directory`. */
export function typeName(state: FileState): string {
  switch (state.type) {
    case 'absent':
    case 'unreadable':
      return state.type;
    case 'file':
    case 'directory':
    case 'link':
      return `a ${state.type}`;
    case 'other':
      return 'a device, pipe or socket';
  }
}
