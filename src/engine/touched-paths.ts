import type { Step } from '../resource.ts';
import type { Dependencies } from './dependencies.ts';

/** Paths that steps change, to tell what readings they leave true. Pure: nothing is known here of links on the host. */
export class TouchedPaths {
  readonly #replaced = new Set<string>();
  readonly #made = new Set<string>();
  readonly #above = new Set<string>();

  get all(): readonly string[] {
    return [...this.#replaced, ...this.#made];
  }

  /** @param steps of which {@link hasKnownEffect} is true */
  add(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.type === 'exchange') continue;
      const paths = step.type === 'run' ? (step.touches ?? []) : [step.path];
      for (const each of paths) {
        // Nothing was below a directory that is made, and nothing is there afterwards.
        (step.type === 'directory' ? this.#made : this.#replaced).add(each);
        for (const path of ancestorsOf(each)) this.#above.add(path);
      }
    }
  }

  /** True when nothing that was read depends on what has been touched. */
  leaves({ paths, anything }: Dependencies): boolean {
    if (this.#above.size === 0) return true;
    return !anything && [...paths].every((path) => !this.#concerns(path));
  }

  #concerns(path: string): boolean {
    if (this.#replaced.has(path) || this.#made.has(path) || this.#above.has(path)) return true;
    return ancestorsOf(path).some((each) => this.#replaced.has(each));
  }
}

/**
 * True when a step changes what stands at its own path and nothing else, or says itself what it changes. A check may do anything; what
 * a link at the path leads to stands elsewhere.
 */
export function hasKnownEffect(step: Step): boolean {
  switch (step.type) {
    case 'run':
      return step.touches?.every(isPlain) ?? false;
    case 'exchange':
    case 'upload':
      return false;
    case 'write':
      return step.validate === undefined && step.link === undefined && isPlain(step.path);
    case 'directory':
    case 'remove':
      return isPlain(step.path);
  }
}

/** Without `.` and `..`, so that texts can be compared instead of places. */
export function isPlain(path: string): boolean {
  return !/\/\.{1,2}(?:\/|$)|\/\/|.\/$/.test(path);
}

function ancestorsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1);
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}
