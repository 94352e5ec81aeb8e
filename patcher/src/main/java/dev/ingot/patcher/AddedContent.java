package dev.ingot.patcher;

import java.util.List;
import java.util.Optional;

/**
 * What stands behind the original's bytes in the patched file, in this order.
 *
 * @param own how the added segments are laid out
 * @param stubs code of the barrier stubs, empty for none
 * @param userCode code of the user's
 * @param debugInfo what stands for the compressed {@code .debug_info}
 */
record AddedContent(
    OwnSegments own, Bytes stubs, List<PlacedCode> userCode, Optional<ReplacedSection> debugInfo) {}
