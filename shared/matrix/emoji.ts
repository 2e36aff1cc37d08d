const oneEmoji = /^\p{RGI_Emoji}$/v
/** Asks for the picture where a sign also has a look as text: some clients leave it out. */
const asPicture = '\uFE0F'

/**
 * The rule of the TI-Messenger for reactions: exactly one emoji. A sequence that makes one picture counts as one;
 * words, which might say something clinical in the clear, are none.
 */
export const isOneEmoji = (text: unknown): text is string =>
  typeof text === 'string' && (oneEmoji.test(text) || oneEmoji.test(text + asPicture))
