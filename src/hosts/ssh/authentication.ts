import { caught } from '../caught.ts';
import ssh2 from 'ssh2';
import type { AnyAuthMethod, AuthHandlerMiddleware, IdentityCallback, SignCallback, SigningRequestOptions } from 'ssh2';
import type { Secret } from '../../secret.ts';
import { fingerprint } from '../known-hosts/fingerprint.ts';
import type { Identity } from './keys/identity.ts';

export interface Credentials {
  readonly user: string;
  readonly identities: readonly Identity[];
  readonly password: Secret | undefined;
}

/** What happened while logging in, for the error message. */
export interface Attempts {
  /** True as soon as anything was sent that a server may count as an attempt to log in. */
  readonly begun: boolean;
  /** `~/.ssh/id_ed25519 (SHA256:…)`, `password`. */
  readonly tried: readonly string[];
  /** The methods that the server said it would take; nothing when it did not say. */
  readonly accepted: readonly string[] | undefined;
  /** Keys that the server would take but that could not sign, each with the reason. */
  readonly unusable: readonly { readonly identity: Identity; readonly reason: string }[];
}

export interface Authentication {
  readonly handler: AuthHandlerMiddleware;
  readonly attempts: Attempts;
  /** The key that is being offered. */
  readonly keyAtHand: () => Identity | undefined;
}

/**
 * Offers one key after the other, then the password. `whileSigning` is told of every signature, which may wait for a
 * person. When nothing is left, `none` asks for the list of methods, so that the error can name them.
 */
export function authenticate(
  credentials: Credentials,
  whileSigning: (signing: Promise<unknown>) => void,
): Authentication {
  const { user: username, identities, password } = credentials;
  let keyAtHand: Identity | undefined;
  const tried: string[] = [];
  const unusable: { identity: Identity; reason: string }[] = [];
  const attempts: { -readonly [Key in keyof Attempts]: Attempts[Key] } = {
    begun: false,
    tried,
    accepted: undefined,
    unusable,
  };
  const steps: { readonly needs: string; readonly label: string; make(): AnyAuthMethod }[] = [
    ...identities.map((identity) => ({
      needs: 'publickey',
      label: `${identity.label} (${fingerprint(identity.publicKey)})`,
      make: () => {
        keyAtHand = identity;
        const failed = (reason: string): void => void unusable.push({ identity, reason });
        return { type: 'agent', username, agent: new SingleKeyAgent(identity, whileSigning, failed) } as const;
      },
    })),
    ...(password === undefined ? [] : passwordSteps(username, password)),
  ];
  const next = (): AnyAuthMethod | undefined => {
    const step = steps.shift();
    if (step === undefined) return attempts.accepted === undefined ? { type: 'none', username } : undefined;
    if (attempts.accepted?.includes(step.needs) === false) return next();
    tried.push(step.label);
    return step.make();
  };
  let done = false;
  const handler: AuthHandlerMiddleware = (accepted: readonly string[] | null, _partial, proceed) => {
    attempts.begun = true;
    attempts.accepted = accepted ?? attempts.accepted;
    const method = done ? undefined : next();
    done ||= method === undefined || method.type === 'none';
    // ssh2 ends the attempt when it is given `false`, which its types do not say.
    (proceed as (method: AnyAuthMethod | false) => void)(method ?? false);
  };
  return { handler, attempts, keyAtHand: () => keyAtHand };
}

function passwordSteps(username: string, password: Secret) {
  return [
    {
      needs: 'password',
      label: 'password',
      make: (): AnyAuthMethod => ({ type: 'password', username, password: password.reveal() }),
    },
    {
      needs: 'keyboard-interactive',
      label: 'keyboard-interactive',
      make: (): AnyAuthMethod => ({
        type: 'keyboard-interactive',
        username,
        // A prompt that shows what is typed asks for something else than the password.
        prompt: (_name, _instructions, _language, prompts, finish) =>
          finish(prompts.map((prompt) => (prompt.echo === true ? '' : password.reveal()))),
      }),
    },
  ];
}

/** ssh2 signs asynchronously only through agents, so every key is given as an agent that holds nothing else. */
class SingleKeyAgent extends ssh2.BaseAgent {
  readonly #identity: Identity;
  readonly #whileSigning: (signing: Promise<unknown>) => void;
  readonly #failed: (reason: string) => void;

  constructor(identity: Identity, whileSigning: (signing: Promise<unknown>) => void, failed: (reason: string) => void) {
    super();
    this.#identity = identity;
    this.#whileSigning = whileSigning;
    this.#failed = failed;
  }

  override getIdentities(done: IdentityCallback): void {
    done(null, [`${this.#identity.type} ${this.#identity.publicKey.toString('base64')}`]);
  }

  override sign(_key: unknown, data: Buffer, options: SigningRequestOptions | SignCallback, done?: SignCallback): void {
    const [hash, callback] = typeof options === 'function' ? [undefined, options] : [options.hash, done];
    const signing = this.#identity.sign(data, hash);
    this.#whileSigning(signing);
    signing.then(
      (signature) => callback?.(null, signature),
      (error: unknown) => {
        const reason = caught(error).error;
        this.#failed(reason.message);
        callback?.(reason);
      },
    );
  }
}
