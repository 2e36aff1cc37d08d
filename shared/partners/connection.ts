import * as v from 'valibot'

/** What has to be right between two clinics, in the order in which one needs the other, and how each can fail. */
export const connectionFaultsOf = {
  'own-gateway': ['gateway-down', 'gateway-refuses'],
  name: ['name-unknown', 'name-internal'],
  port: ['port-closed', 'port-silent'],
  tls: ['no-tls'],
  certificate: ['certificate-ended', 'certificate-not-begun', 'certificate-other-name', 'certificate-untrusted'],
  gateway: ['no-gateway'],
  federation: ['homeserver-down', 'keys-invalid', 'keys-changed', 'own-homeserver-down', 'not-federated'],
  service: ['service-down', 'other-service', 'they-suspended', 'they-do-not-know-us', 'no-way-back', 'not-signed-in'],
  clock: ['clock-off'],
} as const

export type ConnectionStep = keyof typeof connectionFaultsOf
export const connectionSteps = Object.keys(connectionFaultsOf) as ConnectionStep[]
export type ConnectionFault = (typeof connectionFaultsOf)[ConnectionStep][number]
const connectionFaults = Object.values(connectionFaultsOf).flat() as ConnectionFault[]

/** Beyond this, what people read about who was first is wrong, and short-lived tokens are refused. */
export const clockToleranceMs = 5_000

export const connectionFinding = v.object({
  step: v.picklist(connectionSteps),
  verdict: v.picklist(['good', 'fault', 'not-tried']),
  fault: v.nullable(v.picklist(connectionFaults)),
})
export type ConnectionFinding = v.InferOutput<typeof connectionFinding>

/** What a test of the connection has found; Unix times in ms. */
export const connectionReport = v.object({
  testedAt: v.number(),
  /** From question to answer, over a connection that stands; null: there was no answer. */
  delayMs: v.nullable(v.number()),
  certificateEnds: v.nullable(v.number()),
  /** Theirs less ours. */
  clockDifferenceMs: v.nullable(v.number()),
  findings: v.array(connectionFinding),
})
export type ConnectionReport = v.InferOutput<typeof connectionReport>

export const connectionError = v.object({
  at: v.number(),
  step: v.picklist(connectionSteps),
  fault: v.picklist(connectionFaults),
})
export type ConnectionError = v.InferOutput<typeof connectionError>

/** The step that must be mended first; null when nothing is known to be wrong. */
export const firstFault = ({ findings, testedAt }: ConnectionReport): ConnectionError | null => {
  const found = findings.find(({ verdict }) => verdict === 'fault')
  return found?.fault ? { at: testedAt, step: found.step, fault: found.fault } : null
}

/** Whether their service refuses ours for now. */
export const isShut = ({ findings }: ConnectionReport): boolean =>
  findings.some(({ fault }) => fault === 'they-suspended')

/** Whether somebody there answers who can be asked more. */
export const isReached = ({ findings }: ConnectionReport): boolean =>
  findings.some(({ step, verdict }) => step === 'gateway' && verdict === 'good')

/** `faults` by step; null for a step that is good, and nothing for one that was not tried. */
export const findingsOf = (faults: Partial<Record<ConnectionStep, ConnectionFault | null>>): ConnectionFinding[] =>
  connectionSteps.map((step) => {
    const fault = faults[step]
    if (fault === undefined) return { step, verdict: 'not-tried', fault: null }
    return fault === null ? { step, verdict: 'good', fault: null } : { step, verdict: 'fault', fault }
  })
