import type { FactReader } from '../fact.ts';
import { loginAccount } from '../facts/login-account.ts';

/**
 * Whether an account is the one that this session has logged in with, so that a change of it may cut the line.
 *
 * @param cutsOff something will be changed that could do that; otherwise the host is not asked
 */
export async function isOwnLogin(name: string, cutsOff: boolean, host: FactReader): Promise<boolean> {
  return cutsOff && (await host.read(loginAccount, null))?.user === name;
}
