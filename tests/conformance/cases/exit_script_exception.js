// An exception of the init code.
console.log("@ init")
throw new Error("not today")
