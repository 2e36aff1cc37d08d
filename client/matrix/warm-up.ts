/**
 * Loads and compiles the cryptography, two megabytes on the way, before it is needed: while the person types, or while
 * databases open. Loads nothing by itself.
 */
export const warmUp = async (): Promise<void> => {
  try {
    const { initAsync } = await import('@matrix-org/matrix-sdk-crypto-wasm')
    await initAsync()
  } catch {
    // Opening the session fails for the same reason, and says so; the next load of the page tries again.
  }
}
