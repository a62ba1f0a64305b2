/** Whether the browser would tell where the device is. */
export const canTellPosition = () => 'geolocation' in navigator && isSecureContext;
