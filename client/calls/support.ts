/** Media can be encrypted in a worker: by the standard's way, or by the older one of Chromium. */
export const canEncryptCalls = (): boolean =>
  'RTCRtpScriptTransform' in globalThis ||
  (typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype)

/** As the library that blurs asks for it; looked at before it is loaded. */
export const canBlur = (): boolean =>
  typeof OffscreenCanvas !== 'undefined' &&
  typeof VideoFrame !== 'undefined' &&
  'captureStream' in HTMLCanvasElement.prototype &&
  'WebGL2RenderingContext' in globalThis

export const canQuieten = (): boolean => typeof AudioWorkletNode !== 'undefined'
