/** Fetches and compiles the cryptography, which is most of what a session loads; the SDK finds it done. */
export const loadCrypto = async (): Promise<void> => {
  const { initAsync } = await import('@matrix-org/matrix-sdk-crypto-wasm')
  await initAsync()
}
