/** Something that is wrong, or will be, in a sentence; another one says how to mend it. */
export type Fault = { what: string; verdict: 'warning' | 'fault'; says: string; mend: string }

/** What a check of a node has found. */
export type Finding = { what: string; verdict: 'good'; says: string } | Fault

export const good = (what: string, says: string): Finding => ({ what, verdict: 'good', says })
export const warning = (what: string, says: string, mend: string): Fault => ({ what, verdict: 'warning', says, mend })
export const fault = (what: string, says: string, mend: string): Fault => ({ what, verdict: 'fault', says, mend })

const signs = { good: '✓', warning: '!', fault: '✗' } as const

export const linesOf = (finding: Finding): string[] => [
  `${signs[finding.verdict]} ${finding.what}: ${finding.says}`,
  ...(finding.verdict === 'good' ? [] : [`    ${finding.mend}`]),
]
