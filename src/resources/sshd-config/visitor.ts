import type { LoginAccount } from '../../facts/login-account.ts';
import type { SshSession } from '../../facts/ssh-session.ts';

/** This session, as sshd would meet it again. */
export type Visitor = SshSession & LoginAccount;
