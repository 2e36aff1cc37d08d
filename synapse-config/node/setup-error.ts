/** What stopped the set-up, in one sentence that says what to do. Shown without a stack. */
export class SetupError extends Error {
  override name = 'SetupError'
}
