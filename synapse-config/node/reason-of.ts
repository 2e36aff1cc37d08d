/** How `reasonOf` begins where TLS fails by it. */
export const refusedCertificate = 'its certificate is refused'

/** Why a server was not reached, in words. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND') return 'its name is unknown to the name service'
  if (code === 'ECONNREFUSED') return 'nobody listens there'
  if (code.includes('CERT') || code.includes('SIGNATURE') || code.includes('SELF_SIGNED'))
    return `${refusedCertificate} (${code})`
  if (['ABORT_ERR', 'ETIMEDOUT', 'ECONNABORTED'].includes(code)) return 'it does not answer in time'
  return error instanceof Error ? error.message : String(error)
}
