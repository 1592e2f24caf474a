/**
 * A unit that does not exist. Asking systemd for it first makes it look at its directories anew; otherwise it keeps a list of
 * them, and `NeedDaemonReload` does not see a drop-in whose directory is new (systemd 252).
 */
export const lookAgain = 'rackwright-look-again.service';
