import type { SshConfig } from './model.ts';

/** What ssh says of a host, and the files that it has read for it; no files where it does not tell. */
export interface SshAnswer {
  readonly config: SshConfig;
  readonly files: readonly string[] | undefined;
}

type Classify = (host: string) => string | undefined;

/** Hosts that the configuration cannot tell apart: what ssh said of the first of them, and whether the second agrees. */
interface HostClass {
  readonly model: Promise<SshConfig>;
  agrees?: Promise<boolean>;
}

/**
 * Asks ssh about hosts that are reached with the same options, as few times as is safe: 12 ms each are long for a
 * thousand hosts. Hosts that no `Host` line of the files tells apart get the answer of the first one with their own
 * name in it, once a second answer has shown that nothing but the name differs. In doubt, ssh is asked.
 */
export function shareAnswers(
  ask: (host: string) => Promise<SshAnswer>,
  classesOf: (files: readonly string[]) => Promise<Classify | undefined>,
): (host: string) => Promise<SshConfig> {
  const classes = new Map<string, HostClass>();
  const askAlone = async (host: string): Promise<SshConfig> => (await ask(host)).config;
  /** From the files that were read for the first host. */
  let classify: Promise<Classify | undefined> | undefined;
  const classifier = async (host: string, answer: Promise<SshAnswer>): Promise<Classify | undefined> => {
    const { config, files } = await answer;
    const found = files === undefined ? undefined : await classesOf(files);
    const name = found?.(host);
    if (name !== undefined) classes.set(name, { model: Promise.resolve(config) });
    return found;
  };
  return async (host) => {
    if (classify === undefined) {
      const answer = ask(host);
      classify = classifier(host, answer).catch(() => (classify = undefined));
      return (await answer).config;
    }
    const name = (await classify)?.(host);
    if (name === undefined) return await askAlone(host);
    const known = classes.get(name);
    if (known === undefined) {
      const model = askAlone(host);
      classes.set(name, { model });
      return await model;
    }
    if (known.agrees === undefined) {
      const own = askAlone(host);
      known.agrees = Promise.all([known.model, own]).then(
        ([model, other]) => sameBut(model, other),
        () => false,
      );
      return await own;
    }
    return (await known.agrees) ? renamed(await known.model, host) : await askAlone(host);
  };
}

/** `HostName`, tokens and canonical names show as a difference. */
function sameBut(model: SshConfig, other: SshConfig): boolean {
  if (model.hostName !== model.destination) return false;
  return JSON.stringify(renamed(model, other.destination)) === JSON.stringify(other);
}

function renamed(model: SshConfig, host: string): SshConfig {
  return { ...model, destination: host, hostName: host };
}
