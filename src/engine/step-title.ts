import type { Step } from '../resource.ts';

/** What a step does, for people, in the infinitive: `install nginx`. */
export function stepTitle(step: Step): string {
  switch (step.type) {
    case 'run':
    case 'exchange':
      return step.title;
    case 'write':
    case 'upload':
      return `write ${step.path}`;
    case 'directory':
      return `make the directory ${step.path}`;
    case 'remove':
      return `remove ${step.path}`;
  }
}
