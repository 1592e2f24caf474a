/** The parser of Handlebars alone: the package itself would load its compiler and runtime, which nothing here uses. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  /** The tree with white space around blocks taken away, as {@link SyntaxProgram} says. */
  export function parse(text: string): unknown;
}
