/** By which the host that uses the databases logs in. */
export const applicationLogin = { user: 'notes', password: 'a password of the application' };
