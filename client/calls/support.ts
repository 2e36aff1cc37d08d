/** Media can be encrypted in a worker: by the standard's way, or by the older one of Chromium. */
export const canEncryptCalls = (): boolean =>
  'RTCRtpScriptTransform' in globalThis ||
  (typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype)
