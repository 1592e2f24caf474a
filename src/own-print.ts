/**
 * Shell text, one line, that defines a function which prints its argument as it is, in the shell itself: what nobody else may see is no argument
 * of a program. mksh and its kin have no printf of their own, but print.
 */
export function ownPrint(name: string): string {
  return `case $(command -v printf) in printf) ${name}() { printf %s "$1"; } ;; *) ${name}() { print -rn -- "$1"; } ;; esac`;
}
