import { type MatrixClient, PushRuleKind } from 'matrix-js-sdk'
import type { SilentRule } from '#shared/notifications/push-rules.ts'

/** The homeserver pushes nothing that fits the rule; of a kind below `Override`, only what no rule before it calls for. */
export const silence = (
  client: Pick<MatrixClient, 'addPushRule'>,
  { id, conditions }: SilentRule,
  kind: PushRuleKind = PushRuleKind.Override,
) =>
  client.addPushRule('global', kind, id, {
    // The SDK names the kinds by an enum.
    conditions: conditions.map((condition) => ({ ...condition, kind: condition.kind as never })),
    actions: [],
  })
