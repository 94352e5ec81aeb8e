package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;

/** A name in one unit: a label, a value set by {@code .equ}, or something of another unit. */
public final class Symbol implements Anchor {
  private final String name;
  private final boolean temporary;
  private Position position;
  private Expression assigned;
  private Location definedAt;
  private Location firstUse;
  private boolean global;
  private boolean weak;

  Symbol(String name, boolean temporary) {
    this.name = name;
    this.temporary = temporary;
  }

  /** The name; for a numeric label, its number. */
  public String name() {
    return name;
  }

  /** Whether it is a numeric or {@code .L} label, which no symbol table keeps. */
  public boolean isTemporary() {
    return temporary;
  }

  /** Where a label is, or null. */
  public Position position() {
    return position;
  }

  /** What {@code .equ} gave, or null. */
  public Expression assigned() {
    return assigned;
  }

  /** Whether this unit defines it. */
  public boolean isDefined() {
    return position != null || assigned != null;
  }

  /** The statement that defined it, or null. */
  public Location definedAt() {
    return definedAt;
  }

  /** The first statement that used it, or null. */
  public Location firstUse() {
    return firstUse;
  }

  /** Whether other units see it. */
  public boolean isGlobal() {
    return global || weak;
  }

  /** Whether it may stay undefined (then it is 0) or give way to another definition. */
  public boolean isWeak() {
    return weak;
  }

  /** Makes it a label. */
  public void defineLabel(Position at, Location location) {
    position = at;
    definedAt = location;
  }

  /** Sets or changes its value. */
  public void assign(Expression value, Location location) {
    assigned = value;
    definedAt = location;
  }

  /** Shows it to other units. */
  public void makeGlobal() {
    global = true;
  }

  /** Makes it weak. */
  public void makeWeak() {
    weak = true;
  }

  void usedAt(Location location) {
    if (firstUse == null) {
      firstUse = location;
    }
  }

  @Override
  public String describe() {
    return "symbol " + name;
  }
}
