import type { FactReader } from '../fact.ts';
import { loginAccount } from '../facts/login-account.ts';

/**
 * Whether an account is the one that this session has logged in with, so that a change of it may cut the line.
 *
 * @param takesAway what is wanted could do that at all; otherwise the host is not asked
 */
export async function isOwnLogin(name: string, takesAway: boolean, host: FactReader): Promise<boolean> {
  return takesAway && (await host.read(loginAccount, null))?.user === name;
}
