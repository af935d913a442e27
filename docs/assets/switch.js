// What the reader switched off on /about/offline/: nothing of the site is kept on this device.
export const OFF = "yaoshi-zhiqi.offline-off";

export function switchedOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}
