package dev.ingot.patcher;

/**
 * A function whose calls were sent elsewhere by request.
 *
 * @param symbol its name
 * @param target the target as it was asked for: a function's name or an address
 * @param targetAddress VA of the target
 * @param sites how many calls were redirected
 */
public record RedirectedFunction(String symbol, String target, long targetAddress, int sites) {
  String describeTarget() {
    String address = "VA 0x%x".formatted(targetAddress);
    return target.startsWith("0x") ? address : "%s, %s".formatted(target, address);
  }
}
