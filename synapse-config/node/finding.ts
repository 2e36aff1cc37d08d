/** What a check of a node has found, in a sentence; of a fault or a warning, another one says how to mend it. */
export type Finding =
  | { what: string; verdict: 'good'; says: string }
  | { what: string; verdict: 'warning' | 'fault'; says: string; mend: string }

export const good = (what: string, says: string): Finding => ({ what, verdict: 'good', says })
export const warning = (what: string, says: string, mend: string): Finding => ({ what, verdict: 'warning', says, mend })
export const fault = (what: string, says: string, mend: string): Finding => ({ what, verdict: 'fault', says, mend })

const signs = { good: '✓', warning: '!', fault: '✗' } as const

export const linesOf = (finding: Finding): string[] => [
  `${signs[finding.verdict]} ${finding.what}: ${finding.says}`,
  ...(finding.verdict === 'good' ? [] : [`    ${finding.mend}`]),
]
